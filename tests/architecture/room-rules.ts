import { type Complaint, isBuiltIn, isOurs, isTestCode, packageOf } from './complaint.js';
import { kindOf } from './package-rules.js';
import type { SourceFile, Workspace } from './workspace.js';

type Room = 'domain' | 'app' | 'adapters' | 'config' | 'wiring';

interface RoomRule {
  /** Rooms of the same service it may look into. */
  readonly rooms: readonly Room[];
  /** Of everything that is not a file of the same service. */
  readonly allows: (specifier: string, kind: string | undefined) => boolean;
}

/**
 * Configuration is what is read once at the start: `config.ts`, `*.config.ts` and the files it names, `*-file.ts`.
 *
 * The domain knows the regulation: itself, the pure libraries (working days, credit codes, rulebook) and the data that is published.
 * A use case also knows that there is a transaction and an outbox. Frameworks, drivers and the world are for adapters.
 */
const rules: Readonly<Record<Room, RoomRule>> = {
  domain: {
    rooms: ['domain'],
    allows: (specifier, kind) => isOurs(specifier) && (kind === 'pure' || specifier === '@tongxiu/contracts'),
  },
  app: {
    rooms: ['app', 'domain'],
    allows: (specifier, kind) =>
      isOurs(specifier) && (kind === 'pure' || ['@tongxiu/contracts', '@tongxiu/messaging'].includes(packageOf(specifier) ?? '')),
  },
  adapters: { rooms: ['adapters', 'app', 'domain', 'config'], allows: () => true },
  config: { rooms: ['config', 'domain'], allows: () => true },
  wiring: { rooms: ['domain', 'app', 'adapters', 'config', 'wiring'], allows: () => true },
};

export function roomComplaints(workspace: Workspace): readonly Complaint[] {
  return workspace.packages
    .filter((own) => kindOf(own) === 'service')
    .flatMap((own) => own.files.filter(({ path }) => !isTestCode(path)).flatMap((file) => complaintsIn(file, workspace)));
}

export function roomOf(path: string): Room {
  const [, , , room] = path.split('/');
  if (room === 'domain' || room === 'app' || room === 'adapters') return room;
  return room !== undefined && /^((.+\.)?config|.+-file)\.[jt]s$/u.test(room) ? 'config' : 'wiring';
}

function complaintsIn(file: SourceFile, { packages }: Workspace): readonly Complaint[] {
  const room = roomOf(file.path);
  const rule = rules[room];
  return file.imports.flatMap((specifier) => {
    const complain = (what: string): Complaint[] => [{ rule: what, where: file.path, what: specifier }];
    if (specifier.startsWith('.')) {
      const target = roomOf(new URL(specifier, `file:///${file.path}`).pathname.slice(1));
      return rule.rooms.includes(target) ? [] : complain(`${room} does not look into ${target}`);
    }
    const other = packages.find((candidate) => candidate.name === packageOf(specifier));
    const allowed = !(isBuiltIn(specifier) && room === 'domain') && rule.allows(specifier, other && kindOf(other));
    return allowed ? [] : complain(`${room} does not use this`);
  });
}
