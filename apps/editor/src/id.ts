const longest = 128

/** Whether a text names a document: letters, digits, `.`, `_` and `-`, of which `.` and `..` are not segments of a path. */
export function isId(text: string): boolean {
  return text.length <= longest && /^[A-Za-z0-9._-]+$/.test(text) && text !== '.' && text !== '..'
}
