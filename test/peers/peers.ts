import type { Peer } from './peer.ts'
import { apacheDav, apacheStatic } from './programs/apache.ts'
import { caddy } from './programs/caddy.ts'
import { editorPeers } from './programs/editor.ts'
import { lighttpdDav, lighttpdStatic } from './programs/lighttpd.ts'
import { nginxDav, nginxStatic } from './programs/nginx.ts'
import { npmPeers, ownScripts } from './programs/scripts.ts'
import { tomcat } from './programs/tomcat.ts'

/** Every server, in the order of the table. */
export const peers: readonly Peer[] = [
  nginxStatic,
  apacheStatic,
  lighttpdStatic,
  caddy,
  ...npmPeers,
  nginxDav,
  apacheDav,
  lighttpdDav,
  tomcat,
  ...ownScripts,
  ...editorPeers,
]

export { npmPeers }
