/** What every image starts: telemetry first where the program has it, since it can only watch what is imported after it. */
const program = process.env['PROGRAM'];
if (program === undefined) throw new Error('PROGRAM must name the file to run, relative to /app');

if (installed('@tongxiu/telemetry/start')) await import('@tongxiu/telemetry/start');
await import(new URL(program, import.meta.url));

function installed(name) {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
