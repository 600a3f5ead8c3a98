import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A certificate that signed itself, for a name or an address, and its key, as PEM. */
export function makeCertificate(subject: 'IP:127.0.0.1' | 'DNS:elsewhere.example'): { cert: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'ifmatch-conformance-'))
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  try {
    const kind = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
    const about = ['-subj', '/CN=ifmatch', '-addext', `subjectAltName=${subject}`, '-days', '2']
    execFileSync('openssl', [...kind, ...about, '-out', cert, '-keyout', key], { stdio: 'pipe' })
    return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
