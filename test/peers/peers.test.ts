import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { npmPeers } from './peers.ts'
import { makePlace } from './place.ts'
import type { Peer, Place } from './peer.ts'
import { announced } from './running.ts'
import { serve } from './servers/on-node.ts'

const isOfBun = ({ name }: Peer): boolean => name.startsWith('Bun')

async function inPlace(run: (place: Place) => Promise<void>): Promise<void> {
  const place = await makePlace()
  try {
    await run(place)
  } finally {
    await place.remove()
  }
}

async function expectDocument(url: string): Promise<void> {
  const answer = await fetch(url)
  expect([answer.status, (await answer.text()).length]).toEqual([200, 1000])
  expect(answer.headers.get('etag') ?? answer.headers.get('last-modified')).toBeTruthy()
}

describe('what comes from npm', () => {
  const onNode = npmPeers.filter((peer) => !isOfBun(peer))

  test.each(onNode.map((peer) => [peer.name, peer] as const))('%s serves the document', (_, peer) =>
    inPlace(async ({ served }) => {
      const { port, close } = await serve(basename(peer.source), served)
      await expectDocument(`http://127.0.0.1:${port}/document.txt`).finally(close)
      expect(await peer.version()).toMatch(/\d+\.\d+/)
    }),
  )

  // As a program of its own, where that is another runtime, and once on Node.
  test.each([onNode[0] as Peer, ...npmPeers.filter(isOfBun)].map((peer) => [peer.name, peer] as const))(
    '%s starts, and ends',
    (_, peer) =>
      inPlace(async (place) => {
        const { url, stop } = await peer.start(place)
        await expectDocument(url).finally(stop)
        await expect(fetch(url)).rejects.toThrow()
      }),
  )
})

test('a program that ends says why', async () => {
  await expect(announced([process.execPath, '-e', 'throw new Error("no port")'], '/')).rejects.toThrow('no port')
})
