import { connect, type Socket } from "node:net";

/** A bare HTTP/1.1 client for load: one request at a time on a connection that stays open. */
export class Wire {
  readonly #socket: Socket;
  #received = "";
  #answer: ((status: number) => void) | undefined;
  #refuse: ((error: Error) => void) | undefined;
  /** A connection may end between two requests, when nobody waits to be told. */
  #ended: Error | undefined;

  static async open(url: URL): Promise<Wire> {
    const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return new Wire(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setEncoding("latin1");
    socket.on("data", (chunk: string) => this.#read(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the server closed the connection")));
  }

  /**
   * @returns the answer's status, once all of it has come
   * @throws Error when the connection ends before that, or had ended already
   */
  send(request: Uint8Array): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended);
      this.#answer = resolve;
      this.#refuse = reject;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.removeAllListeners("close").destroy();
  }

  #read(chunk: string): void {
    this.#received = this.#received === "" ? chunk : this.#received + chunk;
    const end = this.#received.indexOf("\r\n\r\n");
    if (end === -1) return;
    const head = this.#received.slice(0, end).toLowerCase();
    if (!isWhole(head, this.#received.slice(end + 4))) return;
    this.#received = "";
    this.#answer?.(Number(head.slice(9, 12)));
  }

  #fail(error: Error): void {
    this.#ended ??= error;
    this.#refuse?.(error);
  }
}

function isWhole(head: string, body: string): boolean {
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  if (length !== undefined) return body.length >= Number(length);
  return head.includes("\r\ntransfer-encoding: chunked") ? body.endsWith("0\r\n\r\n") : true;
}
