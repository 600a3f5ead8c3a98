import { H3, serveStatic } from 'h3'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Serves } from './on-node.ts'

export const handler: Serves['handler'] = ({ folder }) => {
  const app = new H3().use('/**', (event) =>
    serveStatic(event, {
      getContents: (id) => readFile(join(folder, id)),
      async getMeta(id) {
        const stats = await stat(join(folder, id)).catch(() => null)
        return stats?.isFile() ? { size: stats.size, mtime: stats.mtimeMs, type: 'text/plain' } : undefined
      },
    }),
  )
  return app.fetch
}
