/** Whom to tell, how to reach them, and when they are at work. */
package haochaping.deliver.contacts;
