// Shared by all walks, since none begins inside another; longer fields get an array of their own.
const shared = /* @__PURE__ */ new Uint8Array(4096)
const encoder = /* @__PURE__ */ new TextEncoder()

/**
 * The codes of a field's characters, and a 0 behind the last one: for walks that look at every character, to be used up
 * before the next field is asked for. Filling the array at one go and reading numbers from it takes half as long as asking
 * the text for each character, for a list of ten.
 */
export function codesOf(field: string): Uint8Array | Uint16Array {
  const { length } = field
  const codes = length < shared.length ? shared : new Uint8Array(length + 1)
  const { read, written } = encoder.encodeInto(field, codes)
  codes[length] = 0
  // Where a character took more than a byte, bytes are not codes.
  return read === length && written === length ? codes : codesOneByOne(field)
}

function codesOneByOne(field: string): Uint16Array {
  const codes = new Uint16Array(field.length + 1)
  for (let at = 0; at < field.length; at++) codes[at] = field.charCodeAt(at)
  return codes
}
