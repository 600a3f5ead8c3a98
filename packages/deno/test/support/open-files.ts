/** Counts the files that are opened and closed from now on, until it is ended. */
export function watchOpenFiles() {
  const { open } = Deno
  const { close } = Deno.FsFile.prototype
  const counts = { opened: 0, closed: 0 }
  Deno.open = async (...args) => {
    const file = await open(...args)
    counts.opened++
    return file
  }
  Deno.FsFile.prototype.close = function () {
    counts.closed++
    close.call(this)
  }
  return {
    counts,
    end() {
      Deno.open = open
      Deno.FsFile.prototype.close = close
    },
  }
}
