using System.Net;
using System.Net.Sockets;

namespace Facilities.Testing;

/// <summary>
/// A loopback port nobody listens on. Between asking and listening another process may take it, so use it only for a server that can't be given port 0.
/// </summary>
public static class FreePort
{
    public static int Next()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
