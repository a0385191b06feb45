using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Kbe.Client.Compat")]
