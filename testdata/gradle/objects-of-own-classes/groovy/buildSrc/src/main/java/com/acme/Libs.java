package com.acme;

import java.util.*;

public interface Libs {
    Map<String, String> OF = Map.of("one", "a:one:1", "two", "a:two:1"); // ^of
    Map<String, String> ENTRIES = Map.ofEntries(Map.entry("three", "a:three:1")); // ^entries
    Map<String, String> BRACES = new HashMap<String, String>() {{
        put("four", "a:four:1"); // ^four
    }};
    static String coordinate(String name) { return "a:" + name + ":5"; } // ^coordinate
}
