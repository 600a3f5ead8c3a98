import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { find, need, said } from '../installed.ts'
import type { Peer, Place } from '../peer.ts'
import { freePort, onPort } from '../running.ts'

const modules = '/usr/lib/apache2/modules'

// Started by root, Apache does not serve as root.
const user = process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''

function configuration({ folder, served }: Place, port: number, more: readonly string[], directory: string): string {
  const load = ['mpm_event', 'authz_core', 'mime', ...more].map(
    (name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`,
  )
  return `
ServerRoot ${folder}
ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
${load.join('\n')}
${user}
TypesConfig /etc/mime.types
DocumentRoot ${served}
${more.includes('dav_fs') ? `DAVLockDB ${folder}/locks` : ''}
<Directory ${served}>
  Require all granted
  ${directory}
</Directory>
`
}

function apache(name: string, about: string, more: readonly string[], directory: string, writes: boolean): Peer {
  return {
    name,
    about,
    source: 'programs/apache.ts',
    writes,
    version: () => said(/Apache\/(\S+)/, find('apache2', 'apache2'), '-v'),
    async start(place) {
      const [program, port] = [find('apache2', 'apache2'), await freePort()]
      need(`${modules}/mod_dav.so`, 'apache2')
      const file = join(place.folder, 'apache.conf')
      await writeFile(file, configuration(place, port, more, directory))
      return onPort(port, [program, '-D', 'FOREGROUND', '-f', file], '/document.txt')
    },
  }
}

export const apacheStatic: Peer = apache('Apache httpd', 'files, all settings by default', [], '', false)

export const apacheDav: Peer = apache(
  'Apache httpd DAV',
  'files, mod_dav and mod_dav_fs: `Dav On`',
  ['dav', 'dav_fs'],
  'Dav On',
  true,
)
