using System.Diagnostics;
using System.Globalization;

namespace Facilities.Testing;

/// <summary>Ends a server that a test started when the tests themselves were killed and could not, and deletes its folder.</summary>
internal static class OrphanWatch
{
    // Goes away by itself a moment after the server. It holds none of our pipes, which would keep "dotnet test" waiting.
    private const string Script =
        "exec >/dev/null 2>&1; while kill -0 \"$1\"; do kill -0 \"$2\" || exit 0; sleep 1; done; kill -9 \"$2\"; rm -rf \"$3\"";

    public static void Over(Process server, string folder)
    {
        string[] arguments = ["-c", Script, "sh", Environment.ProcessId.ToString(CultureInfo.InvariantCulture), server.Id.ToString(CultureInfo.InvariantCulture), folder];
        Process.Start(new ProcessStartInfo("/bin/sh", arguments) { WorkingDirectory = "/tmp" })!.Dispose();
    }
}
