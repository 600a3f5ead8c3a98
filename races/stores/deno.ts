// Serves one store on Deno: deno run -A --unstable-kv races/stores/deno.ts kvDocuments
import { kv, kvDocuments } from '@ifmatch/deno'
import { ofDocuments, ofTexts } from './entrant.ts'
import { handlerOf, type Openers } from './handler.ts'
import { placesOf, servingLine } from './places.ts'

const { file } = placesOf(Deno.env.toObject())
const openers: Openers = {
  kvDocuments: async () => handlerOf(ofDocuments(kvDocuments(await Deno.openKv(file), ['documents']))),
  async kv() {
    const db = await Deno.openKv(file)
    return handlerOf(
      ofTexts(
        (id) => kv<string>(db, ['values', id]),
        ({ value }) => value,
        (text) => text,
      ),
    )
  },
}
const handle = await openers[Deno.args[0]!]!()
Deno.serve({ port: 0, hostname: '127.0.0.1', onListen: ({ port }) => console.log(servingLine(port)) }, handle)
