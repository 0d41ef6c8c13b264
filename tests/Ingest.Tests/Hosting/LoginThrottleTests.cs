using System.Net;
using Facilities.Ingest.Hosting;

namespace Facilities.Ingest.Tests.Hosting;

public sealed class LoginThrottleTests
{
    private static readonly IPEndPoint Here = new(IPAddress.Parse("192.0.2.1"), 1);

    [Fact]
    public void A_name_that_failed_ten_times_waits_and_others_of_the_address_dont()
    {
        using var throttle = new LoginThrottle();
        for (var i = 0; i < 10; i++)
        {
            throttle.Admits(Here, "broken").ShouldBeTrue();
            throttle.Failed(Here, "broken");
        }

        throttle.Admits(Here, "broken").ShouldBeFalse();
        throttle.Admits(new IPEndPoint(Here.Address, 2), "broken").ShouldBeFalse();
        throttle.Admits(Here, "well").ShouldBeTrue();
        throttle.Admits(new IPEndPoint(IPAddress.Parse("192.0.2.2"), 1), "broken").ShouldBeTrue();
    }

    [Fact]
    public void An_address_that_tries_a_hundred_names_waits_with_all_of_them()
    {
        using var throttle = new LoginThrottle();
        for (var i = 0; i < 100; i++) throttle.Failed(new IPEndPoint(IPAddress.Parse($"2001:db8::{i:x}"), 1), "name" + i);
        throttle.Admits(new IPEndPoint(IPAddress.Parse("2001:db8::ffff"), 1), "new").ShouldBeFalse();
        throttle.Admits(Here, "new").ShouldBeTrue();
    }
}
