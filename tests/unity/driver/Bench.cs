namespace Kbe.Driver { internal static class Bench { internal static int Run() { return 0; } } }
