using Facilities.Testing;

namespace Facilities.Domain.Tests.Testing;

public sealed class TempFolderTests
{
    [Fact]
    public void Is_gone_with_what_was_in_it_when_disposed()
    {
        string path;
        using (var folder = new TempFolder())
        {
            path = folder.Path;
            File.WriteAllText(folder.File("a.txt"), "a");
        }

        Directory.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void A_free_port_can_be_listened_on()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, FreePort.Next());
        listener.Start();
        listener.Stop();
    }
}
