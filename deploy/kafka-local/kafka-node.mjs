import { spawn, execFile } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const host = '127.0.0.1';

/**
 * Settings of one node that is broker and controller at once. Written for loopback and for tests: no delay before a group's first
 * rebalance, few partitions for the positions, and a dead broker is noticed after 4 s instead of 9.
 */
function properties({ id, folder, port, controllerPort, voters }) {
  const nodes = voters.length;
  return {
    'process.roles': 'broker,controller',
    'node.id': id,
    'controller.quorum.voters': voters.map((voter) => `${voter.id}@${host}:${voter.controllerPort}`).join(','),
    listeners: `PLAINTEXT://${host}:${port},CONTROLLER://${host}:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://${host}:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(folder, 'log'),
    'auto.create.topics.enable': false,
    'default.replication.factor': nodes,
    'min.insync.replicas': nodes > 1 ? 2 : 1,
    'offsets.topic.num.partitions': 3,
    'offsets.topic.replication.factor': nodes,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': nodes,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': nodes,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 4000,
    'broker.heartbeat.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    'num.recovery.threads.per.data.dir': 2,
  };
}

/** One Kafka process. It ends with the process that started it, however that ends. */
export class KafkaNode {
  #child;
  #ordered = false;

  constructor({ id, folder, port, controllerPort, voters, jars, heapMb, clusterId }) {
    Object.assign(this, { id, folder, port, jars, heapMb, clusterId });
    this.address = `${host}:${port}`;
    this.settings = join(folder, 'server.properties');
    this.logFile = join(folder, 'kafka.log');
    mkdirSync(folder, { recursive: true });
    const lines = Object.entries(properties({ id, folder, port, controllerPort, voters })).map(([name, value]) => `${name}=${value}`);
    writeFileSync(this.settings, `${lines.join('\n')}\n`);
  }

  get pid() {
    return this.#child?.brokerPid;
  }

  async start(limitMs = 90_000) {
    if (!existsSync(join(this.folder, 'log', 'meta.properties'))) await this.#format();
    const log = openSync(this.logFile, 'a');
    const java = [`-Xmx${this.heapMb}m`, '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn', '-Dorg.slf4j.simpleLogger.showDateTime=true'];
    // The shell waits on a pipe that only this process holds open: when this process is gone, however, the broker is ended.
    const script = `exec 4<&0
      java "$@" </dev/null 3>&- 4<&- & broker=$!
      echo $broker >&3
      (read _ <&4; kill -9 $broker) 3>&- & watch=$!
      wait $broker; kill $watch`;
    const child = spawn('/bin/sh', ['-c', script, 'kafka', ...java, '-cp', join(this.jars, '*'), 'kafka.Kafka', this.settings], {
      stdio: ['pipe', log, log, 'pipe'],
    });
    closeSync(log);
    child.stdin.on('error', () => undefined);
    child.ended = new Promise((resolve) => child.once('exit', resolve));
    child.brokerPid = await new Promise((resolve) => child.stdio[3].once('data', (pid) => resolve(Number(pid))));
    this.#child = child;
    this.#ordered = false;
    void child.ended.then(() => {
      if (!this.#ordered) this.onCrash?.();
    });
    await this.#listening(child, limitMs);
  }

  /** As a power cut would. */
  async kill() {
    await this.#end('SIGKILL');
  }

  async stop(limitMs = 15_000) {
    const child = this.#child;
    if (child === undefined) return;
    const late = setTimeout(() => this.kill(), limitMs);
    await this.#end('SIGTERM');
    clearTimeout(late);
  }

  lastLines(count = 15) {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n') : '';
  }

  async #end(signal) {
    const child = this.#child;
    if (child === undefined) return;
    this.#ordered = true;
    try {
      process.kill(child.brokerPid, signal);
    } catch {
      // It has ended by itself.
    }
    await child.ended;
    child.stdin.end();
    if (this.#child === child) this.#child = undefined;
  }

  async #format() {
    const format = ['kafka.tools.StorageTool', 'format', '-t', this.clusterId, '-c', this.settings];
    await promisify(execFile)('java', ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', join(this.jars, '*'), ...format]);
  }

  async #listening(child, limitMs) {
    const deadline = performance.now() + limitMs;
    while (child.exitCode === null && performance.now() < deadline) {
      if (await accepts(this.port)) return;
      await pause(50);
    }
    const how = child.exitCode === null ? `did not listen within ${limitMs / 1000} s` : 'ended';
    throw new Error(`Kafka node ${this.id} ${how}. Its last lines:\n${this.lastLines()}`);
  }
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const answer = (yes) => () => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', answer(true)).once('error', answer(false));
  });
}
