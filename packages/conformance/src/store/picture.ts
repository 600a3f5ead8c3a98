/**
 * What a value holds, as text, so that two reads can be compared: data, dates, bytes, maps and sets. Functions, which open
 * what is not read yet, and the insides of other classes are left out.
 */
export function picture(value: unknown): string {
  if (typeof value === 'function') return '()'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  if (value instanceof Date) return `date ${value.getTime()}`
  if (ArrayBuffer.isView(value))
    return `bytes ${new Uint8Array(value.buffer, value.byteOffset, value.byteLength).join()}`
  if (value instanceof ArrayBuffer) return `bytes ${new Uint8Array(value).join()}`
  if (value instanceof Map || value instanceof Set) return `${value.constructor.name} ${picture([...value])}`
  if (Array.isArray(value)) return `[${value.map(picture).join()}]`
  return `{${Object.entries(value).map(pictureEntry).sort().join()}}`
}

function pictureEntry([key, value]: [string, unknown]): string {
  return `${JSON.stringify(key)}:${picture(value)}`
}
