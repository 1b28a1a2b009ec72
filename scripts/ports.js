import { connect, createServer } from 'node:net';

const canListen = (port, host) =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (problem) => resolve(problem.code === 'EADDRNOTAVAIL' || problem.code === 'EAFNOSUPPORT'));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });

const answers = (port, host) =>
  new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Whether something uses the port on either stack of the loopback. */
export const takenPort = async (port) => {
  for (const host of ['127.0.0.1', '::1']) {
    if (!(await canListen(port, host)) || (await answers(port, host))) return true;
  }
  return false;
};
