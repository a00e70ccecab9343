dependencies { implementation(project(":deep:two")) } // = implementation project(:deep:two) main
