/** Letters, and the ways they take: mail, a folder, signed webhooks. */
package haochaping.deliver.send;
