import type { Catalogue } from '@keywright/contract';
import type { Reader } from './db/database.ts';
import { Gate, type GateOptions } from './http/gate/gate.ts';
import {
  checkGuardedRequest,
  checkRoutedRequest,
  compileRoutes,
  type GateDeps,
  type Identity,
  identityHeaders,
  type KnownProjects,
} from './modules/gate/index.ts';
import { findOrganization } from './modules/organizations/index.ts';

type Doors = GateOptions<NonNullable<Identity>>;

/** What the gate needs beside its own module. */
export interface OpenGateOptions extends Omit<Doors, 'checkRouted' | 'checkGuarded' | 'identityHeaders'> {
  readonly catalogue: Catalogue;
  readonly reader: Reader;
  readonly projects: KnownProjects;
}

/** Joins the gate to its doors. The routes of the platform file are compiled here, once. */
export function openGate({ catalogue, reader, projects, ...doors }: OpenGateOptions): Gate<NonNullable<Identity>> {
  const gate: GateDeps = {
    catalogue,
    findRoute: compileRoutes(catalogue.platform.gate ?? {}),
    projects,
    findOrganization: (ref) => findOrganization(reader, ref),
  };
  return new Gate<NonNullable<Identity>>({
    ...doors,
    checkRouted: (question, host) => checkRoutedRequest(gate, question, host),
    checkGuarded: (question, needs) => checkGuardedRequest(gate, question, needs),
    identityHeaders,
  });
}
