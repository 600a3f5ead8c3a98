/**
 * Gives Node 20 the Map.groupBy that vitest uses where it writes of failures. The config calls it: tests run in other
 * processes, and see Node 20 as it is.
 */
export function addMapGroupBy(): void {
  if ('groupBy' in Map) return
  Object.assign(Map, {
    groupBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key): Map<Key, Item[]> {
      const groups = new Map<Key, Item[]>()
      let index = 0
      for (const item of items) {
        const key = keyOf(item, index++)
        groups.set(key, [...(groups.get(key) ?? []), item])
      }
      return groups
    },
  })
}
