/** What recipients say: signed links, and the small server that they lead to. */
package haochaping.deliver.answer;
