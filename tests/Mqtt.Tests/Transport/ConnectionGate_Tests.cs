using System.Net;

namespace Facilities.Mqtt.Tests;

public sealed class ConnectionGate_Tests
{
    private static IPEndPoint From(string address) => new IPEndPoint(IPAddress.Parse(address), 40_000);

    [Fact]
    public void One_address_gets_its_share_and_leaves_the_others_theirs()
    {
        var gate = new ConnectionGate(10, 2);
        gate.TryEnter(From("192.0.2.1")).ShouldBeNull();
        gate.TryEnter(From("192.0.2.1")).ShouldBeNull();
        gate.TryEnter(From("::ffff:192.0.2.1")).ShouldBe(ConnectRefusal.TooManyFromAddress);
        gate.TryEnter(From("192.0.2.2")).ShouldBeNull();
        gate.Leave(From("192.0.2.1"));
        gate.TryEnter(From("192.0.2.1")).ShouldBeNull();
        gate.Count.ShouldBe(3);
    }

    [Fact]
    public void A_household_s_IPv6_network_is_one_address()
    {
        var gate = new ConnectionGate(10, 1);
        gate.TryEnter(From("2001:db8::1")).ShouldBeNull();
        gate.TryEnter(From("2001:db8::2")).ShouldBe(ConnectRefusal.TooManyFromAddress);
        gate.TryEnter(From("2001:db8:0:1::1")).ShouldBeNull();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void On_loopback_only_the_limit_in_all_holds(string loopback)
    {
        var gate = new ConnectionGate(3, 1);
        for (var i = 0; i < 3; i++)
            gate.TryEnter(From(loopback)).ShouldBeNull();
        gate.TryEnter(From(loopback)).ShouldBe(ConnectRefusal.TooManyConnections);
        gate.Leave(From(loopback));
        gate.TryEnter(From(loopback)).ShouldBeNull();
    }
}
