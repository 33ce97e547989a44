import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line to an S3 server that tears the first upload after a part of it has arrived, as a killed process does. */
export class TornLine {
  private readonly sockets = new Set<Socket>();
  private torn = false;

  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async to(target: string, onTorn: () => void): Promise<TornLine> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const line = new TornLine(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const { hostname, port } = new URL(target);
    server.on('connection', (client) => line.join(client, connect(Number(port), hostname), onTorn));
    return line;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(client: Socket, upstream: Socket, onTorn: () => void): void {
    for (const socket of [client, upstream]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => [client, upstream].forEach((end) => end.destroy()));
    }
    upstream.pipe(client);
    let sent = 0;
    let upload = false;
    client.on('data', (chunk: Buffer) => {
      if (chunk.subarray(0, 5).toString('latin1') === 'PUT /') upload = !this.torn;
      sent += chunk.length;
      upstream.write(chunk, () => {
        if (!upload || this.torn || sent < 100_000) return;
        this.torn = true;
        onTorn();
        client.destroy();
      });
    });
  }
}
