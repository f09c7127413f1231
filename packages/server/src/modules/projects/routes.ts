import { archiveProject } from './archive-project.ts';
import { createProject } from './create-project.ts';
import { getProject } from './get-project.ts';
import { listProjects } from './list-projects.ts';
import { updateProject } from './update-project.ts';

export const routes = { listProjects, createProject, getProject, updateProject, archiveProject };
