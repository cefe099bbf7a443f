/** Erases people from a running world: tables, topics, state of the jobs. */
package haochaping.local.erase;
