using System.Globalization;
using System.IO.Compression;
using System.Text;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Domain.Faults;
using Facilities.Domain.Insurance;
using Facilities.Operations.Claims;
using Facilities.Operations.Crew;
using Facilities.Operations.Evidence.Packs;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;

namespace Facilities.Operations.Tests;

public sealed class Packs_Tests
{
    private static readonly PackWords Words = new((culture, text) => $"{culture.Name}:{text.Code}", (_, key) => key);

    [Fact]
    public async Task The_same_claim_gives_the_same_bytes_whoever_asks_and_whenever()
    {
        await using var site = await TestSite.StartAsync();
        var claim = await ClaimAsync(site);

        var first = await MakeAsync(site, site.Manager, claim);
        site.Time.Advance(TimeSpan.FromDays(3));
        var second = await MakeAsync(site, site.Insurer, claim);

        second.ShouldBe(first);
        var verdict = await VerifyAsync(first);
        verdict.Flaws.ShouldBeEmpty();
        verdict.Fingerprint.ShouldBe((await site.Get<ClaimPacks>().KeyAsync(site.Manager, default)).Fingerprint);
        (await VerifyAsync(first, new string('0', 64))).Flaws.ShouldHaveSingleItem().Kind.ShouldBe(PackFlawKind.Signer);
        (await site.ReadAsync(db => db.AuditEntries.CountAsync(entry => entry.Subject == "claim_pack"))).ShouldBe(2);
    }

    [Fact]
    public async Task A_pack_holds_what_an_insurer_asks_for_and_no_person()
    {
        await using var site = await TestSite.StartAsync();
        var pack = Unpack(await MakeAsync(site, site.Manager, await ClaimAsync(site)));

        pack.Keys.ShouldBe(["index.html", "index.en.html", "fund.html", "fund.en.html", "claim.json", "timeline.csv", "work-order.csv", "parts.csv", "papers.csv", "maintenance.csv",
            .. pack.Keys.Where(name => name.StartsWith("charts/", StringComparison.Ordinal)), "telemetry.csv", "photos.csv",
            .. pack.Keys.Where(name => name.StartsWith("photos/", StringComparison.Ordinal)), "audit.jsonl", "manifest.sha256", "signature.json"]);
        pack.Keys.Count(name => name.StartsWith("charts/", StringComparison.Ordinal)).ShouldBe(7);
        pack.Keys.Count(name => name.StartsWith("photos/", StringComparison.Ordinal)).ShouldBe(1);
        pack["timeline.csv"].Split('\n').Select(line => line.Split(',')[0]).Take(6).ShouldBe(["moment", "trapped", "detected", "confirmed", "acknowledged", "arrived"], ignoreOrder: true);
        pack["work-order.csv"].ShouldContain("RecordPersons");
        pack["parts.csv"].ShouldContain("Door lock × 1,320.5");
        pack["index.html"].ShouldContain("P-1");
        pack["index.en.html"].ShouldContain("charts/car_floor.svg");
        pack["fund.html"].ShouldContain("第二百八十一条");
        pack["audit.jsonl"].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeGreaterThan(6);
        pack["audit.jsonl"].ShouldNotContain("\"personal\":\"");
        foreach (var (name, text) in pack) text.ShouldNotContain("crew2", customMessage: name);
    }

    [Fact]
    public async Task Gaps_of_the_telemetry_are_rows_of_their_own_and_the_same_by_which_the_loss_was_counted()
    {
        await using var site = await TestSite.StartAsync();
        var t0 = site.Now;
        var claim = await ClaimAsync(site, gap: true);
        var rows = Unpack(await MakeAsync(site, site.Manager, claim))["telemetry.csv"].Split('\n', StringSplitOptions.RemoveEmptyEntries);

        rows[0].ShouldStartWith("kind,at,until,received_at,flags,");
        var gaps = rows.Where(row => row.StartsWith("gap,", StringComparison.Ordinal)).Select(row => row.Split(',')).ToList();
        var within = gaps.Where(gap => DateTimeOffset.Parse(gap[1], CultureInfo.InvariantCulture) >= t0 && DateTimeOffset.Parse(gap[2], CultureInfo.InvariantCulture) <= t0.AddMinutes(60)).ShouldHaveSingleItem();
        var detail = (await site.Get<ClaimQueries>().GetAsync(site.Manager, claim, default)).ShouldNotBeNull();
        var counted = detail.Telemetry.Gaps.ShouldHaveSingleItem();
        (DateTimeOffset.Parse(within[1], CultureInfo.InvariantCulture), DateTimeOffset.Parse(within[2], CultureInfo.InvariantCulture)).ShouldBe((counted.From, counted.To));
        gaps.Count.ShouldBe(3, "before the lift reported, in the middle, and after it stopped");
        rows.Count(row => row.StartsWith("reading,", StringComparison.Ordinal)).ShouldBeGreaterThan(100);
    }

    [Fact]
    public async Task Any_byte_that_was_changed_is_found_and_what_was_changed_is_named()
    {
        await using var site = await TestSite.StartAsync();
        var pack = await MakeAsync(site, site.Manager, await ClaimAsync(site));
        // Every fourth byte of headers and directory, and a sample of each content: whatever is left out lies between two that are tried.
        var places = Places(pack).ToList();
        for (var at = 0; at < pack.Length; at++)
        {
            var index = places.FindLastIndex(item => item.From <= at);
            var place = places[index];
            var length = (index + 1 < places.Count ? places[index + 1].From : pack.Length) - place.From;
            if ((at - place.From) % (place.IsContent ? Math.Max(1, length / 4) : 4) != 0) continue;
            var changed = pack.ToArray();
            changed[at] ^= 0x55;
            var verdict = await VerifyAsync(changed);
            verdict.Holds.ShouldBeFalse($"byte {at} of {place.Name}");
            if (place.IsContent) verdict.Flaws.Select(flaw => flaw.Name).ShouldContain(place.Name, $"byte {at}");
        }

        (await VerifyAsync([.. pack, 0])).Holds.ShouldBeFalse("something behind the end");
        (await VerifyAsync(pack[..^1])).Holds.ShouldBeFalse("cut short");
        (await VerifyAsync([])).Flaws.ShouldHaveSingleItem().Kind.ShouldBe(PackFlawKind.NotAPack);
    }

    [Fact]
    public async Task An_entry_that_was_added_removed_replaced_or_moved_is_named_also_by_somebody_who_writes_the_archive_anew()
    {
        await using var site = await TestSite.StartAsync();
        var pack = await MakeAsync(site, site.Manager, await ClaimAsync(site));
        var entries = Entries(pack);

        (await FlawsAsync([.. entries, ("extra.txt", "x"u8.ToArray())])).ShouldContain(new PackFlaw(PackFlawKind.Added, "extra.txt"));
        (await FlawsAsync([.. entries.Where(entry => entry.Name != "timeline.csv")])).ShouldContain(new PackFlaw(PackFlawKind.Removed, "timeline.csv"));
        (await FlawsAsync([.. entries.Select(entry => entry.Name == "telemetry.csv" ? (entry.Name, "kind\n"u8.ToArray()) : entry)])).ShouldContain(new PackFlaw(PackFlawKind.Altered, "telemetry.csv"));
        (await FlawsAsync([entries[1], entries[0], .. entries[2..]])).ShouldContain(flaw => flaw.Kind == PackFlawKind.Reordered && flaw.Name == entries[1].Name);
        (await FlawsAsync([.. entries.Where(entry => entry.Name != "manifest.sha256")])).ShouldContain(new PackFlaw(PackFlawKind.Removed, "manifest.sha256"));
        (await FlawsAsync([.. entries.Where(entry => entry.Name != "signature.json")])).ShouldContain(new PackFlaw(PackFlawKind.Removed, "signature.json"));

        // Who changes a file and its digest has no signature over it, and with a key of his own is somebody else.
        var honest = entries.Where(entry => entry.Name is not ("manifest.sha256" or "signature.json")).ToList();
        using var forged = new MemoryStream();
        var archive = new PackArchive(forged);
        foreach (var (name, content) in honest) await archive.AddAsync(name, output => output.WriteAsync(name == "claim.json" ? "{}"u8.ToArray() : content).AsTask());
        await archive.SealAsync(new PackSigner(PackSigner.NewKey()));
        var key = (await site.Get<ClaimPacks>().KeyAsync(site.Manager, default)).Fingerprint;
        (await PackVerifier.VerifyAsync(forged, key, default)).Flaws.ShouldHaveSingleItem().Kind.ShouldBe(PackFlawKind.Signer);
    }

    [Fact]
    public async Task A_pack_is_only_for_who_may_see_the_claim()
    {
        await using var site = await TestSite.StartAsync();
        var claim = await ClaimAsync(site);

        (await Should.ThrowAsync<RuleViolation>(() => MakeAsync(site, site.Crew, claim))).Code.ShouldBe(RuleCodes.RightMissing);
        (await Should.ThrowAsync<RuleViolation>(() => MakeAsync(site, site.Stranger, claim))).Code.ShouldBe(OperationCodes.NotFound);
    }

    [Fact]
    public async Task A_pack_opens_with_any_ZIP_reader()
    {
        await using var site = await TestSite.StartAsync();
        var bytes = await MakeAsync(site, site.Manager, await ClaimAsync(site));

        using var zip = new ZipArchive(new MemoryStream(bytes));
        foreach (var line in Unpack(bytes)["manifest.sha256"].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var content = zip.GetEntry(line[66..])!.Open();
            Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(content)).ShouldBe(line[..64]);
        }
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Packs_have_the_same_words_in_both_languages(string culture)
    {
        static HashSet<string> Keys(CultureInfo culture) =>
            [.. PackText.Words.GetResourceSet(culture.Name == "zh-CN" ? CultureInfo.InvariantCulture : culture, createIfNotExists: true, tryParents: false)!.Cast<System.Collections.DictionaryEntry>().Select(entry => (string)entry.Key)];
        Keys(CultureInfo.GetCultureInfo(culture)).ShouldBe(Keys(CultureInfo.InvariantCulture), ignoreOrder: true);
    }

    /// <summary>Two people in the lift for 45 minutes, or an hour with a quarter of it unseen; freed, counted, repaired with a part and a photo; the day after is over.</summary>
    private static async Task<ClaimId> ClaimAsync(TestSite site, bool gap = false)
    {
        var t0 = site.Now;
        var raised = site.Raise(site.Lift, "entrapment", "entrapment", "occupied");
        site.Report(site.Lift, t0.AddMinutes(-30), t0);
        await site.ApplyAsync(raised);
        var id = (await site.OnlyFaultAsync()).Id;
        var end = t0.AddMinutes(gap ? 60 : 45);
        site.Report(site.Lift, t0, t0.AddMinutes(20));
        site.Report(site.Lift, t0.AddMinutes(gap ? 35 : 20), end.AddMinutes(10));
        site.Time.AdvanceTo(end);
        await site.ActAsync(site.Crew, id, FaultAction.Acknowledge);
        await site.ApplyAsync(site.Clear(raised, end));
        await site.ActAsync(site.Crew, id, FaultAction.RecordPersons, command => command with { Persons = 2 });
        await site.ActAsync(site.Crew, id, FaultAction.Arrive);
        await site.ActAsync(site.Crew, id, FaultAction.StartFix);
        await site.ActAsync(site.Crew, id, FaultAction.RecordParts, command => command with { Parts = [new PartUsed("Door lock", 1, Money.FromYuan(320.5m))] });
        await site.Get<FaultFiles>().AddAsync(site.Crew, new NewFile(id, FaultFileKind.Before, Picture), default);
        await site.Get<ClaimTrigger>().RunAsync(default);
        site.Time.AdvanceTo(end.AddHours(25));
        return (await site.Get<ClaimQueries>().ListAsync(Scope.Everything, null, Paging.First, default)).Items.ShouldHaveSingleItem().Id;
    }

    /// <summary>The smallest PNG there is.</summary>
    private static byte[] Picture => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static async Task<byte[]> MakeAsync(TestSite site, Access.Caller caller, ClaimId claim)
    {
        var made = await site.Get<ClaimPacks>().MakeAsync(caller, claim, Words, default);
        await using var content = made.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes.ToArray())).ShouldBe(made.Sha256);
        return bytes.ToArray();
    }

    private static async Task<PackVerdict> VerifyAsync(byte[] pack, string? key = null)
    {
        using var stream = new MemoryStream(pack);
        return await PackVerifier.VerifyAsync(stream, key, default);
    }

    /// <summary>The same layout around other entries, as somebody would write it who knows it.</summary>
    private static async Task<IReadOnlyList<PackFlaw>> FlawsAsync(IReadOnlyList<(string Name, byte[] Content)> entries)
    {
        var written = new List<PackEntry>();
        using var pack = new MemoryStream();
        foreach (var (name, content) in entries)
        {
            var crc = Crc32.Finish(Crc32.Add(Crc32.Start, content));
            written.Add(new PackEntry(name, (uint)pack.Position, crc, (uint)content.Length, ""));
            pack.Write(PackLayout.Local(name, crc, (uint)content.Length));
            pack.Write(content);
        }

        pack.Write(PackLayout.Directory(written, (uint)pack.Position));
        return (await PackVerifier.VerifyAsync(pack, null, default)).Flaws;
    }

    private static Dictionary<string, string> Unpack(byte[] pack) => Entries(pack).ToDictionary(entry => entry.Name, entry => Encoding.UTF8.GetString(entry.Content));

    private static List<(string Name, byte[] Content)> Entries(byte[] pack)
    {
        using var zip = new ZipArchive(new MemoryStream(pack));
        return [.. zip.Entries.Select(entry =>
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            return (entry.FullName, bytes.ToArray());
        })];
    }

    /// <summary>Where headers and contents begin.</summary>
    private static IEnumerable<(int From, string Name, bool IsContent)> Places(byte[] pack)
    {
        var at = 0;
        foreach (var (name, content) in Entries(pack))
        {
            var header = PackLayout.Local(name, 0, 0).Length;
            yield return (at, name, false);
            yield return (at + header, name, content.Length > 0);
            at += header + content.Length;
        }

        yield return (at, "directory", false);
    }
}
