import { memoryResource, type InMemory, type Resource } from '@ifmatch/core'

/** The resources of one process's memory, by key. */
export function inMemory<T>(): (key: string) => Required<Resource<InMemory<T>, T>> {
  const resources = new Map<string, Required<Resource<InMemory<T>, T>>>()
  return (key) => {
    const resource = resources.get(key) ?? memoryResource<T>()
    resources.set(key, resource)
    return resource
  }
}
