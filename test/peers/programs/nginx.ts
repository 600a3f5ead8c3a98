import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { find, said } from '../installed.ts'
import type { Peer, Place } from '../peer.ts'
import { freePort, onPort } from '../running.ts'

const configuration = ({ folder, served }: Place, port: number, location: string): string => `
daemon off;
pid ${folder}/nginx.pid;
error_log stderr warn;
events {}
http {
  types { text/plain txt; application/json json; }
  access_log off;
  client_body_temp_path ${folder}/body;
  server {
    listen 127.0.0.1:${port};
    root ${served};
    location / { ${location} }
  }
}
`

function nginx(name: string, about: string, location: string, writes: boolean): Peer {
  return {
    name,
    about,
    source: 'programs/nginx.ts',
    writes,
    version: () => said(/nginx\/(\S+)/, find('nginx', 'nginx'), '-v'),
    async start(place) {
      const [program, port] = [find('nginx', 'nginx'), await freePort()]
      const file = join(place.folder, 'nginx.conf')
      await writeFile(file, configuration(place, port, location))
      return onPort(port, [program, '-p', place.folder, '-c', file], '/document.txt')
    },
  }
}

export const nginxStatic: Peer = nginx('nginx', 'files, all settings by default', '', false)

export const nginxDav: Peer = nginx('nginx DAV', 'files and `dav_methods PUT DELETE`', 'dav_methods PUT DELETE;', true)
