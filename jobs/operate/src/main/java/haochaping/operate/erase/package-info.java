/**
 * Takes what names or quotes a person out of the tables and of every snapshot that is not a seal.
 */
package haochaping.operate.erase;
