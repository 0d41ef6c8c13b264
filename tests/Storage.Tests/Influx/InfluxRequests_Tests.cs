using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Facilities.Storage.TimeSeries.Influx;
using Facilities.Telemetry;

namespace Facilities.Storage.Tests.Influx;

/// <summary>What requests to InfluxDB are like, where the position is kept, and which settings are refused.</summary>
public sealed class InfluxRequests_Tests : BeforeScriptedInflux
{
    [Fact]
    public async Task What_is_too_large_is_sent_in_pieces()
    {
        _server.OnWrite = (write, http) => write.Lines.Count > 100 ? ScriptedInflux.AnswerAsync(http, 413, """{"error":"Request Entity Too Large"}""") : Written(http);
        await using var store = Open();
        await store.WriteAsync(Batch(1, 1000), new JournalPosition(10));
        await store.FlushAsync();

        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 1000));
        _refusals.Kept.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_grow_with_the_load_up_to_their_limit_and_two_are_under_way_at_most()
    {
        using var gate = new SemaphoreSlim(0);
        var (underWay, most) = (0, 0);
        _server.OnWrite = async (_, http) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref underWay));
            await gate.WaitAsync(Patience);
            Interlocked.Decrement(ref underWay);
            await Written(http);
        };
        await using var store = Open(static options => options with { BatchLines = 100 });
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 60; i++) await store.WriteAsync(Batch(i % 2 + 1, 10, first: i * 10), new JournalPosition(i + 1));
        });
        while (!writing.IsCompleted || store.AppliedThrough < new JournalPosition(60))
        {
            gate.Release();
            await Task.Delay(5);
            if (writing.IsCompleted) await Task.WhenAny(store.FlushAsync().AsTask(), Task.Delay(50));
        }

        most.ShouldBeLessThanOrEqualTo(2);
        _server.Writes.Max(static write => write.Lines.Count).ShouldBe(100);
        Numbers(_server.Written).ShouldBe(Enumerable.Range(0, 600), ignoreOrder: true);
        foreach (var source in (string[])["e-1", "e-2"])
            Numbers(_server.Written.Where(line => line.Contains(source, StringComparison.Ordinal))).ShouldBeInOrder();
    }

    [Fact]
    public async Task Lines_are_compressed_when_asked_to_and_a_token_is_sent_as_one()
    {
        await using var store = Open(static options => options with { Gzip = true, Token = "t0ken", RetentionPolicy = "two weeks" });
        await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
        await store.FlushAsync();

        var write = _server.Writes.ShouldHaveSingleItem();
        (write.IsGzip, write.Authorization, write.Lines.Count).ShouldBe((true, "Token t0ken", 10));
        write.Address.ShouldBe("/write?db=facilities&rp=two%20weeks&precision=ms");
    }

    [Fact]
    public async Task A_certificate_is_trusted_if_it_descends_from_the_given_authority_and_not_otherwise()
    {
        using var certificate = SelfSigned("localhost");
        await using var secure = await ScriptedInflux.StartAsync(certificate);
        var authority = _folder.File("ca.pem");
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem());
        await using (var trusting = Open(options => options with { Url = new Uri($"https://localhost:{secure.Url.Port}"), CaFile = authority }))
        {
            await trusting.WriteAsync(Batch(1, 10), new JournalPosition(10));
            await trusting.FlushAsync();
            secure.Written.Count.ShouldBe(10);
        }

        using var other = SelfSigned("localhost");
        await File.WriteAllTextAsync(authority, other.ExportCertificatePem());
        await using var wary = Open(options => options with { Url = new Uri($"https://localhost:{secure.Url.Port}"), CaFile = authority, Database = "another" });
        await wary.WriteAsync(Batch(1, 10), new JournalPosition(10));
        (await UnavailableAsync(wary)).Reason.ShouldBe("tls");
    }

    [Fact]
    public async Task The_position_is_kept_per_target_and_a_damaged_file_counts_as_none()
    {
        await using (var store = Open())
        {
            await store.WriteAsync(Batch(1, 10), new JournalPosition(10));
            await store.FlushAsync();
        }

        await using (var same = Open()) same.AppliedThrough.ShouldBe(new JournalPosition(10));
        await using (var other = Open(static options => options with { Database = "other" })) other.AppliedThrough.ShouldBe(JournalPosition.Start);
        await File.WriteAllTextAsync(_folder.File("influx.position"), "77\nnonsense\n");
        await using (var damaged = Open()) damaged.AppliedThrough.ShouldBe(JournalPosition.Start);
    }

    [Fact]
    public void Options_are_refused_with_all_mistakes_at_once()
    {
        var options = new InfluxOptions
        {
            Url = new Uri("ftp://u:p@host"),
            Database = " ",
            User = "a",
            Token = "b",
            CaFile = "/nowhere.pem",
            WritePath = InfluxWritePath.ApiV2,
            PositionPath = "",
            BatchLines = 0,
        };
        var message = Should.Throw<ArgumentException>(() => InfluxTimeSeriesStore.Open(options, new TestNames(), _refusals)).Message;
        foreach (var word in (string[])["http://", "Database", "Token", "User and Password", "CaFile", "Organisation", "PositionPath", "BatchLines"]) message.ShouldContain(word);
    }

    [Theory]
    [InlineData(0.5, true, "at least an hour")]
    [InlineData(24, true, "Influx:RetentionDays to 3 or more, or Influx:RollUps to false")]
    [InlineData(71, true, "at least 3 days with RollUps")]
    [InlineData(72, true, null)]
    [InlineData(24, false, null)]
    public void A_policy_is_no_shorter_than_roll_ups_need(double hours, bool rollUps, string? mistake)
    {
        var options = new InfluxOptions { Url = _server.Url, PositionPath = "p", RetentionPolicy = "short", RetentionDuration = TimeSpan.FromHours(hours), RollUps = rollUps };
        var mistakes = options.Validate().ToList();
        if (mistake is null) mistakes.ShouldBeEmpty();
        else mistakes.ShouldHaveSingleItem().ShouldContain(mistake);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen; seen = Volatile.Read(ref target)) Interlocked.CompareExchange(ref target, value, seen);
    }

    private static X509Certificate2 SelfSigned(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
