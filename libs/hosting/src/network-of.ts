/** A holder of IPv6 addresses has a whole network of them, so the network counts; `::` stands for as many zeros as are missing. */
export function networkOf(ip: string): string {
  if (!ip.includes(':') || ip.includes('.')) return ip;
  const [before = '', after = ''] = ip.split('::');
  const [front, back] = [groupsOf(before), groupsOf(after)];
  const zeros = ip.includes('::') ? Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0') : [];
  return [...front, ...zeros, ...back].slice(0, 4).join(':');
}

const groupsOf = (text: string): string[] => (text === '' ? [] : text.split(':'));
