import type { Catalogue } from '@keywright/contract';
import type { FastifyInstance } from 'fastify';
import type { Reader } from './db/database.ts';
import { type GateDoorDeps, registerGate } from './http/gate.ts';
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

type Doors = GateDoorDeps<NonNullable<Identity>>;

/** What the gate needs beside its own module. */
export interface GateOptions extends Omit<Doors, 'checkRouted' | 'checkGuarded' | 'identityHeaders'> {
  readonly catalogue: Catalogue;
  readonly reader: Reader;
  readonly projects: KnownProjects;
}

/** Joins the gate to its doors. The routes of the platform file are compiled here, once. */
export function openGate(server: FastifyInstance, { catalogue, reader, projects, ...doors }: GateOptions): void {
  const gate: GateDeps = {
    catalogue,
    findRoute: compileRoutes(catalogue.platform.gate ?? {}),
    projects,
    findOrganization: (ref) => findOrganization(reader, ref),
  };
  registerGate<NonNullable<Identity>>(server, {
    ...doors,
    checkRouted: (asked, host) => checkRoutedRequest(gate, asked, host),
    checkGuarded: (asked, needs) => checkGuardedRequest(gate, asked, needs),
    identityHeaders,
  });
}
