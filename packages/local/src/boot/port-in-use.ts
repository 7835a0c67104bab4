/** The port asked for is taken. */
export class PortInUseError extends Error {
  constructor(port: number) {
    super(
      `Port ${port} of 127.0.0.1 is in use. Stop what uses it, or choose another port (0 takes any free one).`,
    );
    this.name = 'PortInUseError';
  }
}
