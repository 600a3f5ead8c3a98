import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { find, said } from '../installed.ts'
import type { Peer } from '../peer.ts'
import { freePort, onPort } from '../running.ts'

export const caddy: Peer = {
  name: 'Caddy',
  about: '`file_server`, all settings by default',
  source: 'programs/caddy.ts',
  writes: false,
  version: () => said(/v?(\d\S+)/, find('caddy', 'caddy'), 'version'),
  async start({ folder, served }) {
    const [program, port] = [find('caddy', 'caddy'), await freePort()]
    const file = join(folder, 'Caddyfile')
    const options = '{\n\tadmin off\n\tauto_https off\n}\n'
    await writeFile(file, `${options}http://127.0.0.1:${port} {\n\troot * ${served}\n\tfile_server\n}\n`)
    return onPort(port, [program, 'run', '--config', file, '--adapter', 'caddyfile'], '/document.txt', { HOME: folder })
  },
}
