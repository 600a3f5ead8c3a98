import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { find, need, said } from '../installed.ts'
import type { Peer, Place } from '../peer.ts'
import { freePort, onPort } from '../running.ts'

const configuration = ({ folder, served }: Place, port: number, more: string): string => `
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${served}"
server.errorlog = "${folder}/error.log"
server.upload-dirs = ("${folder}")
mimetype.assign = (".txt" => "text/plain", ".json" => "application/json")
${more}
`

const dav = `
server.modules += ("mod_webdav")
webdav.activate = "enable"
webdav.is-readonly = "disable"
`

function lighttpd(name: string, about: string, more: string, writes: boolean): Peer {
  return {
    name,
    about,
    source: 'programs/lighttpd.ts',
    writes,
    version: () => said(/lighttpd\/(\S+)/, find('lighttpd', 'lighttpd'), '-v'),
    async start(place) {
      const [program, port] = [find('lighttpd', 'lighttpd'), await freePort()]
      if (writes) need('/usr/lib/lighttpd/mod_webdav.so', 'lighttpd-mod-webdav')
      const file = join(place.folder, 'lighttpd.conf')
      await writeFile(file, configuration(place, port, more))
      return onPort(port, [program, '-D', '-f', file], '/document.txt')
    },
  }
}

export const lighttpdStatic: Peer = lighttpd('lighttpd', 'files, all settings by default', '', false)

export const lighttpdDav: Peer = lighttpd('lighttpd DAV', 'files and mod_webdav, not read-only', dav, true)
