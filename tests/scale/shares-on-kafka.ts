import kafkajs from 'kafkajs';
import type { Share } from './owners.js';

const { AssignerProtocol, Kafka, logLevel } = kafkajs;

/** Over how many members the partitions of each reaction are spread; the groups of others are not looked at. */
export async function sharesOnKafka(brokers: readonly string[]): Promise<Share[]> {
  const admin = new Kafka({ brokers: [...brokers], clientId: 'tongxiu-spec', logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    const { groups } = await admin.listGroups();
    const ours = groups.map(({ groupId }) => groupId).filter((id) => /^(intake|review|publicity|sync)\./u.test(id));
    const described = await admin.describeGroups(ours);
    return described.groups.map(({ groupId, members }) => {
      const working = members.filter(({ memberAssignment }) => {
        const assignment = memberAssignment.length === 0 ? null : AssignerProtocol.MemberAssignment.decode(memberAssignment);
        return Object.values(assignment?.assignment ?? {}).some((partitions) => partitions.length > 0);
      });
      return { group: groupId, members: working.length, unowned: 0 };
    });
  } finally {
    await admin.disconnect();
  }
}
