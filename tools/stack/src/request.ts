/** One request over HTTP. Where nobody answers, the error names what was asked and why; `fetch` alone says that it failed. */
export async function request(method: 'GET' | 'POST', address: string | URL, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, { ...init, method });
  } catch (cause) {
    throw new Error(`没有应答 · no answer: ${method} ${String(address)} (${reasonOf(cause)})`, { cause });
  }
}

/** What the system said, which `fetch` keeps as the cause of the cause; of several addresses tried, only the code is common. */
function reasonOf(error: unknown): string {
  const { cause } = error as { readonly cause?: { readonly message?: string; readonly code?: string } };
  return cause?.message || cause?.code || String(error);
}
