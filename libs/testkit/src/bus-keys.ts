/** The keys of the bus in a spec: every service gets them, and a spec that publishes by hand signs with them. Known to all, and so to be used nowhere else. */
export const busKeysEnv = { BUS_SIGNING_KEYS: `spec:${Buffer.alloc(32, 'spec').toString('base64')}` } as const;
