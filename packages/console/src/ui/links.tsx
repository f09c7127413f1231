import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  Menu,
  type MenuItemProps,
  NavLink,
  type NavLinkProps,
} from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

/** Looks of Mantine on a link. */
type Linked<Looks> = Looks & Omit<ComponentProps<'a'>, keyof Looks>;

const AnchorLooks = (props: Linked<AnchorProps>) => <Anchor {...props} />;
const ButtonLooks = (props: Linked<ButtonProps>) => <Button component="a" {...props} />;
const NavLooks = (props: Linked<NavLinkProps>) => <NavLink {...props} />;
const MenuItemLooks = (props: Linked<MenuItemProps>) => <Menu.Item component="a" {...props} />;

/** Mantine’s parts as links of the router: their addresses are checked by the compiler, and open without a page load. */
export const LinkAnchor = createLink(AnchorLooks);
export const LinkButton = createLink(ButtonLooks);
export const LinkNav = createLink(NavLooks);
export const LinkMenuItem = createLink(MenuItemLooks);
