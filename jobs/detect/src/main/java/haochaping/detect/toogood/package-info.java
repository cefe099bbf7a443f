/** Who had no bad review in a quarter although peers would have had some. */
package haochaping.detect.toogood;
