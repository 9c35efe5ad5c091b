import type { EndpointId, Us } from '../../contract/ids';
import type { LinkSpec } from '../../contract/scenario';

interface Fault {
  readonly isCut: boolean;
  readonly extraUs: Us;
}

const HEALTHY: Fault = { isCut: false, extraUs: 0 };

/** The two ways between every two endpoints: latency, and what is wrong with them. */
export class Links {
  readonly #spec: LinkSpec;
  readonly #faults = new Map<string, Fault>();

  constructor(spec: LinkSpec) {
    this.#spec = spec;
  }

  isCut(from: EndpointId, to: EndpointId): boolean {
    return this.#faults.size > 0 && this.fault(from, to).isCut;
  }

  /** One-way latency of what is sent now. */
  latencyUs(from: EndpointId, to: EndpointId): Us {
    const between = from.startsWith('broker:') && to.startsWith('broker:');
    const base = between ? this.#spec.brokerUs : this.#spec.clientUs;
    return this.#faults.size === 0 ? base : base + this.fault(from, to).extraUs;
  }

  isFaulty(from: EndpointId, to: EndpointId): boolean {
    return this.#faults.has(key(from, to));
  }

  cut(from: EndpointId, to: EndpointId): void {
    this.#faults.set(key(from, to), { ...this.fault(from, to), isCut: true });
  }

  slow(from: EndpointId, to: EndpointId, extraUs: Us): void {
    this.#faults.set(key(from, to), { ...this.fault(from, to), extraUs });
  }

  heal(from: EndpointId, to: EndpointId): void {
    this.#faults.delete(key(from, to));
  }

  /** What is wrong with one way; nothing, as a rule. */
  fault(from: EndpointId, to: EndpointId): Fault {
    return this.#faults.get(key(from, to)) ?? HEALTHY;
  }
}

const key = (from: EndpointId, to: EndpointId): string => `${from} ${to}`;
