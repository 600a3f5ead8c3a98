import { join } from 'node:path'
import { programs, top } from '../../../scripts/programs.ts'
import type { Peer } from '../peer.ts'
import { announced } from '../running.ts'

function editor(name: string, about: string, settings: Record<string, string>): Peer {
  return {
    name,
    about,
    source: '../../apps/editor/src/node.ts',
    writes: true,
    version: async () => `Node ${process.versions.node}`,
    async start({ folder }) {
      const env = { PORT: '0', HOST: '127.0.0.1', DATA: join(folder, 'documents.sqlite'), ...settings }
      const program = join(top, 'apps/editor/src/node.ts')
      return announced([programs.node, program], '/documents/board', env)
    },
  }
}

export const editorPeers: readonly Peer[] = [
  editor('ifmatch: the editor', '`npm start`, documents in SQLite', {}),
  editor('ifmatch: the editor, open', 'the same with `REQUIRE=off`: no 428', { REQUIRE: 'off' }),
]
