/** Tells those who can act on findings, and keeps a ledger of it. */
package haochaping.deliver;
