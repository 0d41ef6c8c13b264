using System.Reflection;
using Facilities.Domain.Access;
using Facilities.Domain.Audit;

namespace Facilities.Domain.Tests.Audit;

/// <summary>Plays a forger with a database at hand.</summary>
public sealed class AuditChainTests
{
    private static readonly Actor Admin = new(new UserId(1), Role.Admin, null);

    [Fact]
    public void A_chain_that_nobody_touched_holds()
    {
        var chain = Chain(10);
        var verdict = AuditChain.Verify(chain, Head(chain));
        verdict.Holds.ShouldBeTrue();
        verdict.Head.ShouldBe(Head(chain));
        verdict.Entries.ShouldBe(10);
    }

    [Fact]
    public void An_empty_chain_holds_and_ends_at_the_empty_head()
    {
        AuditChain.Verify([], AuditHead.Empty).Holds.ShouldBeTrue();
        AuditChain.Verify([]).Head.ShouldBe(AuditHead.Empty);
    }

    [Theory]
    [InlineData(nameof(AuditEntry.Subject), "claim")]
    [InlineData(nameof(AuditEntry.SubjectId), "2")]
    [InlineData(nameof(AuditEntry.Action), "Reject")]
    [InlineData(nameof(AuditEntry.Role), Role.Regulator)]
    [InlineData(nameof(AuditEntry.PersonalDigest), "00")]
    public void Names_the_entry_that_was_changed(string property, object value)
    {
        var chain = Chain(10);
        Set(chain[4], property, value);
        var verdict = AuditChain.Verify(chain);
        verdict.Flaw.ShouldBe(AuditFlaw.Changed);
        verdict.Number.ShouldBe(5);
    }

    [Fact]
    public void Sees_a_changed_instant_organisation_and_detail()
    {
        foreach (var (property, value) in new (string, object)[]
        {
            (nameof(AuditEntry.At), Sites.MondayMorning.AddMilliseconds(1)),
            (nameof(AuditEntry.OrganisationId), new OrganisationId(9)),
            (nameof(AuditEntry.Detail), CodedText.Of("fault.other")),
        })
        {
            var chain = Chain(3);
            Set(chain[1], property, value);
            AuditChain.Verify(chain).Number.ShouldBe(2, property);
        }
    }

    [Fact]
    public void Names_the_number_that_was_removed()
    {
        var chain = Chain(10);
        chain.RemoveAt(4);
        Verdict(chain).ShouldBe((AuditFlaw.Gap, 5));
    }

    [Fact]
    public void Names_an_entry_that_was_inserted()
    {
        var chain = Chain(10);
        chain.Insert(5, AuditChain.Append(new AuditHead(4, chain[3].Hash), Draft(99)));
        Verdict(chain).ShouldBe((AuditFlaw.Inserted, 5));
    }

    [Fact]
    public void Sees_through_an_entry_that_was_rewritten_with_a_hash_of_its_own()
    {
        var chain = Chain(10);
        chain[4] = AuditChain.Append(new AuditHead(4, chain[3].Hash), Draft(99));
        // The forged entry itself holds; the next one doesn't follow from it.
        Verdict(chain).ShouldBe((AuditFlaw.Broken, 6));
    }

    [Fact]
    public void Sees_a_chain_rewritten_to_its_end_by_the_published_head()
    {
        var chain = Chain(10);
        var published = Head(chain);
        var forged = chain[..4];
        while (forged.Count < 10) forged.Add(AuditChain.Append(Head(forged), Draft(90 + forged.Count)));
        AuditChain.Verify(forged).Holds.ShouldBeTrue();
        var verdict = AuditChain.Verify(forged, published);
        (verdict.Flaw, verdict.Number).ShouldBe((AuditFlaw.OtherHead, 10));
    }

    [Fact]
    public void Sees_a_cut_tail_by_the_published_head()
    {
        var chain = Chain(10);
        var published = Head(chain);
        var cut = chain[..7];
        AuditChain.Verify(cut).Holds.ShouldBeTrue();
        var verdict = AuditChain.Verify(cut, published);
        (verdict.Flaw, verdict.Number).ShouldBe((AuditFlaw.TailCut, 8));
        AuditChain.Verify([], published).Flaw.ShouldBe(AuditFlaw.TailCut);
    }

    [Fact]
    public void Goes_on_from_an_older_published_head()
    {
        var chain = Chain(10);
        AuditChain.Verify(chain, new AuditHead(6, chain[5].Hash)).Holds.ShouldBeTrue();
    }

    [Fact]
    public void Accepts_erased_personal_fields_when_the_erasure_is_recorded()
    {
        var chain = Chain(5);
        chain[2].Erase();
        Verdict(chain).ShouldBe((AuditFlaw.ErasureNotRecorded, 3));
        chain.Add(AuditChain.Append(Head(chain), AuditChain.Erasure(3, Admin, Sites.MondayMorning)));
        var verdict = AuditChain.Verify(chain, Head(chain));
        verdict.Holds.ShouldBeTrue();
        verdict.Erased.ShouldBe(1);
        chain[2].Personal.ShouldBeNull();
        chain[2].Salt.ShouldBeNull();
    }

    [Fact]
    public void An_erasure_recorded_for_one_entry_excuses_no_other()
    {
        var chain = Chain(5);
        chain[1].Erase();
        chain.Add(AuditChain.Append(Head(chain), AuditChain.Erasure(3, Admin, Sites.MondayMorning)));
        Verdict(chain).ShouldBe((AuditFlaw.ErasureNotRecorded, 2));
    }

    [Fact]
    public void Sees_personal_fields_that_were_exchanged()
    {
        var chain = Chain(5);
        Set(chain[2], nameof(AuditEntry.Personal), CodedText.Of("person", ("user", 7)));
        Verdict(chain).ShouldBe((AuditFlaw.PersonalChanged, 3));
        chain = Chain(5);
        Set(chain[2], nameof(AuditEntry.Salt), null);
        Verdict(chain).ShouldBe((AuditFlaw.PersonalChanged, 3));
    }

    [Fact]
    public void The_same_person_twice_gives_two_digests()
    {
        var chain = Chain(2);
        chain[0].Personal.ShouldBe(chain[1].Personal);
        chain[0].PersonalDigest.ShouldNotBe(chain[1].PersonalDigest);
    }

    [Fact]
    public void Parts_cannot_slide_into_each_other()
    {
        var one = AuditChain.Append(AuditHead.Empty, Draft(1) with { Subject = "ab", SubjectId = "c", Personal = null });
        var other = AuditChain.Append(AuditHead.Empty, Draft(1) with { Subject = "a", SubjectId = "bc", Personal = null });
        one.Hash.ShouldNotBe(other.Hash);
    }

    [Fact]
    public void Any_single_change_to_any_entry_is_found() => Seeds.Check(100, random =>
    {
        var chain = Chain(12);
        var head = Head(chain);
        var at = random.Next(chain.Count);
        switch (random.Next(4))
        {
            case 0: chain.RemoveAt(at); break;
            case 1: (chain[at], chain[(at + 1) % 12]) = (chain[(at + 1) % 12], chain[at]); break;
            case 2: Set(chain[at], nameof(AuditEntry.SubjectId), "forged"); break;
            default: chain.RemoveRange(at, chain.Count - at); break;
        }

        AuditChain.Verify(chain, head).Holds.ShouldBeFalse();
    });

    [Fact]
    public void A_head_is_read_as_it_was_written()
    {
        var head = Head(Chain(3));
        AuditHead.Parse(head.ToString()).ShouldBe(head);
        foreach (var wrong in new[] { "", "3", "3:abc", "x:" + new string('0', 64), "3:" + new string('g', 64) }) Should.Throw<FormatException>(() => AuditHead.Parse(wrong));
    }

    private static List<AuditEntry> Chain(int count)
    {
        var chain = new List<AuditEntry>();
        for (var i = 1; i <= count; i++) chain.Add(AuditChain.Append(Head(chain), Draft(i)));
        return chain;
    }

    private static AuditDraft Draft(int i) => new(Sites.MondayMorning.AddMinutes(i), "fault", "1", "Comment", Role.Crew, new OrganisationId(7), CodedText.Of("fault.comment", ("n", i)), CodedText.Of("person", ("user", 11)));

    private static AuditHead Head(List<AuditEntry> chain) => chain.Count == 0 ? AuditHead.Empty : new AuditHead(chain[^1].Number, chain[^1].Hash);

    private static (AuditFlaw?, long?) Verdict(List<AuditEntry> chain)
    {
        var verdict = AuditChain.Verify(chain);
        return (verdict.Flaw, verdict.Number);
    }

    /// <summary>Sets what only the database can set.</summary>
    private static void Set(AuditEntry entry, string property, object? value) =>
        typeof(AuditEntry).GetProperty(property, BindingFlags.Public | BindingFlags.Instance)!.SetValue(entry, value);
}
