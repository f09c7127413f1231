import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Boxes, Building, KeyRound } from '../../ui/icons.ts';
import { LinkNav } from '../../ui/links.tsx';
import { organizationsQuery, projectsQuery } from '../queries.ts';
import { AdministrationLinks } from './administration-links.tsx';
import classes from './shell.module.css';

const iconSize = 17;
/** With more organizations than this, their projects are shown only where asked for. */
const fewOrganizations = 2;

interface NavigationProps {
  readonly onFollow?: () => void;
}

/** Where one can go: one’s own tokens, and the organizations that one belongs to with their projects. */
export function Navigation({ onFollow = () => {} }: NavigationProps) {
  const { data: organizations } = useQuery(organizationsQuery);
  const all = organizations?.data ?? [];
  return (
    <nav aria-label="Main" className={classes.nav}>
      <LinkNav
        to="/tokens"
        className={classes.link ?? ''}
        label="My tokens"
        leftSection={<KeyRound size={iconSize} />}
        onClick={onFollow}
      />
      {all.length > 0 && <div className={classes.heading}>Organizations</div>}
      {all.map(({ id, slug, name }) => (
        <OrganizationLinks
          key={id}
          slug={slug}
          name={name}
          startsOpen={all.length <= fewOrganizations}
          onFollow={onFollow}
        />
      ))}
      <AdministrationLinks onFollow={onFollow} />
    </nav>
  );
}

interface OrganizationLinksProps extends Required<NavigationProps> {
  readonly slug: string;
  readonly name: string;
  readonly startsOpen: boolean;
}

function OrganizationLinks({ slug, name, startsOpen, onFollow }: OrganizationLinksProps) {
  const [opened, setOpened] = useState(startsOpen);
  const { data: projects } = useQuery({ ...projectsQuery(slug), enabled: opened });
  const open = projects?.data.filter(({ archivedAt }) => archivedAt === null) ?? [];
  return (
    <>
      <LinkNav
        to="/organizations/$organization"
        params={{ organization: slug }}
        className={classes.link ?? ''}
        label={name}
        leftSection={<Building size={iconSize} />}
        onClick={() => {
          setOpened(true);
          onFollow();
        }}
      />
      {opened &&
        open.map((project) => (
          <LinkNav
            key={project.id}
            to="/projects/$projectId"
            params={{ projectId: project.id }}
            className={classes.link ?? ''}
            label={project.name}
            leftSection={<Boxes size={iconSize} />}
            pl="xl"
            onClick={onFollow}
          />
        ))}
    </>
  );
}
