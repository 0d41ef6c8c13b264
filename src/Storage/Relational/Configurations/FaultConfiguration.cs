using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Domain.Organisations;
using Facilities.Storage.Relational.Conventions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class FaultConfiguration
    : IEntityTypeConfiguration<Fault>, IEntityTypeConfiguration<FaultEvent>, IEntityTypeConfiguration<FaultRound>,
        IEntityTypeConfiguration<FaultHold>, IEntityTypeConfiguration<Entrapment>, IEntityTypeConfiguration<FaultPart>
{
    public void Configure(EntityTypeBuilder<Fault> builder)
    {
        builder.ToTable("faults");
        builder.Property(fault => fault.Number).HasMaxLength(32);
        builder.Property(fault => fault.Family).HasMaxLength(64);
        builder.Property(fault => fault.OpenFamily).HasMaxLength(64);
        builder.Property(fault => fault.ModeKey).HasMaxLength(64);
        builder.Property(fault => fault.RuleKey).HasMaxLength(100);
        builder.Property(fault => fault.Signal).HasMaxLength(64);
        builder.Property(fault => fault.Workers).AsUserSet();
        builder.Property(fault => fault.Version).IsConcurrencyToken();
        builder.HasIndex(fault => fault.Number).IsUnique();
        // The rule "one open fault per asset and family", held against races: OpenFamily is null unless the fault is open.
        builder.HasIndex(fault => new { fault.AssetId, fault.OpenFamily }).IsUnique().HasFilter("open_family IS NOT NULL").HasDatabaseName("ux_faults_open");
        builder.HasIndex(fault => new { fault.AssetId, fault.Family });
        builder.HasIndex(fault => new { fault.CommunityId, fault.State });
        builder.HasIndex(fault => new { fault.CommunityId, fault.ReceivedAt });
        builder.HasIndex(fault => fault.StormAt).HasFilter("storm_at IS NOT NULL");
        builder.HasIndex(fault => fault.DetectedAt);
        builder.HasOne<Asset>().WithMany().HasForeignKey(fault => fault.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Community>().WithMany().HasForeignKey(fault => fault.CommunityId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(fault => fault.AssignedFirmId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Fault>().WithMany().HasForeignKey(fault => fault.MergedIntoId).OnDelete(DeleteBehavior.SetNull);
        builder.HasMany(fault => fault.Rounds).WithOne().HasForeignKey(round => round.FaultId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(fault => fault.Holds).WithOne().HasForeignKey(hold => hold.FaultId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(fault => fault.Entrapments).WithOne().HasForeignKey(entrapment => entrapment.FaultId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(fault => fault.Parts).WithOne().HasForeignKey(part => part.FaultId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(fault => fault.History).WithOne().HasForeignKey(line => line.FaultId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FaultEvent> builder)
    {
        builder.ToTable("fault_events");
        builder.Property(line => line.Note).HasMaxLength(Attachments.MaximumNoteLength);
        builder.Property(line => line.Files).AsJson();
        builder.HasIndex(line => new { line.FaultId, line.Sequence }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<FaultRound> builder)
    {
        builder.ToTable("fault_rounds");
        builder.HasIndex(round => new { round.FaultId, round.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<FaultHold> builder) => builder.ToTable("fault_holds");

    public void Configure(EntityTypeBuilder<FaultPart> builder)
    {
        builder.ToTable("fault_parts");
        builder.Property(part => part.Task).HasMaxLength(Attachments.MaximumNoteLength);
        builder.Property(part => part.Result).HasMaxLength(Attachments.MaximumNoteLength);
        builder.HasIndex(part => new { part.FaultId, part.Number }).IsUnique();
        // Whoever lists faults asks which of them his organisation has a part of.
        builder.HasIndex(part => part.OrganisationId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(part => part.OrganisationId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Entrapment> builder)
    {
        builder.ToTable("entrapments");
        builder.Property(entrapment => entrapment.TrappedSource).HasMaxLength(64);
        builder.Property(entrapment => entrapment.ConfirmedSource).HasMaxLength(64);
        builder.Property(entrapment => entrapment.ReleasedSource).HasMaxLength(64);
        builder.Property(entrapment => entrapment.Releases).AsJson();
        builder.HasIndex(entrapment => new { entrapment.FaultId, entrapment.Number }).IsUnique();
    }
}
