/** The line that says where the service is. */
export function servingLine(host: string, port: number): string {
  const origin = originOf(host, port)
  return `Serving documents at ${origin}: open it in a browser, or try curl -i ${origin}/documents/welcome`
}

function originOf(host: string, port: number): string {
  const isLoopback = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)
  return `http://${isLoopback ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}
