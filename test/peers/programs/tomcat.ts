import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { find, need, said } from '../installed.ts'
import type { Peer } from '../peer.ts'
import { freePort, onPort } from '../running.ts'

const home = '/usr/share/tomcat10'
const jars = [`${home}/bin/bootstrap.jar`, `${home}/bin/tomcat-juli.jar`]

const server = (port: number): string => `
<Server port="-1">
  <Service name="Catalina">
    <Connector port="${port}" address="127.0.0.1" protocol="HTTP/1.1"/>
    <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="webapps" autoDeploy="false"/>
    </Engine>
  </Service>
</Server>
`

const web = `
<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0">
  <servlet>
    <servlet-name>default</servlet-name>
    <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
    <init-param><param-name>readonly</param-name><param-value>false</param-value></init-param>
    <load-on-startup>1</load-on-startup>
  </servlet>
  <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
  <mime-mapping><extension>txt</extension><mime-type>text/plain</mime-type></mime-mapping>
</web-app>
`

export const tomcat: Peer = {
  name: 'Tomcat',
  about: 'DefaultServlet with `readonly` false',
  source: 'programs/tomcat.ts',
  writes: true,
  version: () =>
    said(
      /Server number:\s*(\S+)/,
      find('java', 'tomcat10'),
      '-cp',
      need(`${home}/lib/catalina.jar`, 'tomcat10'),
      'org.apache.catalina.util.ServerInfo',
    ),
  async start({ folder, served }) {
    const [java, port] = [find('java', 'tomcat10'), await freePort()]
    for (const jar of jars) need(jar, 'tomcat10')
    for (const name of ['conf', 'logs', 'temp', 'webapps', 'work']) await mkdir(join(folder, name), { recursive: true })
    await symlink(served, join(folder, 'webapps/ROOT'))
    await writeFile(join(folder, 'conf/server.xml'), server(port))
    await writeFile(join(folder, 'conf/web.xml'), web)
    const properties = [`-Dcatalina.home=${home}`, `-Dcatalina.base=${folder}`, `-Djava.io.tmpdir=${folder}/temp`]
    const main = ['org.apache.catalina.startup.Bootstrap', 'start']
    return onPort(port, [java, '-cp', jars.join(':'), ...properties, ...main], '/document.txt')
  },
}
