/** Sends refused records again once they can be read. */
package haochaping.operate.replay;
