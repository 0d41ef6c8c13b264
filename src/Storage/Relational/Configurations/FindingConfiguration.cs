using Facilities.Domain.Assets;
using Facilities.Domain.Faults;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Faults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class FindingConfiguration
    : IEntityTypeConfiguration<StoredFinding>, IEntityTypeConfiguration<FaultTimer>, IEntityTypeConfiguration<FaultFile>, IEntityTypeConfiguration<HandledCommand>,
        IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<StoredFinding> builder)
    {
        builder.ToTable("findings");
        builder.Property(finding => finding.RuleKey).HasMaxLength(100);
        builder.Property(finding => finding.ModeKey).HasMaxLength(64);
        builder.Property(finding => finding.Family).HasMaxLength(64);
        builder.Property(finding => finding.Signal).HasMaxLength(64);
        builder.Property(finding => finding.DeviationUnit).HasMaxLength(32);
        builder.Property(finding => finding.Evidence).AsJson();
        builder.HasIndex(finding => new { finding.AssetId, finding.RuleKey, finding.OnsetAt }).IsUnique();
        builder.HasIndex(finding => finding.DetectedAt);
        builder.HasIndex(finding => finding.FaultId);
        builder.HasIndex(finding => finding.FaultId, "ix_findings_standing").HasFilter("cleared_at IS NULL");
        builder.HasIndex(finding => finding.PermitId).HasFilter("permit_id IS NOT NULL AND fault_id IS NULL AND cleared_at IS NULL").HasDatabaseName("ix_findings_kept_back");
        builder.HasOne<Asset>().WithMany().HasForeignKey(finding => finding.AssetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Fault>().WithMany().HasForeignKey(finding => finding.FaultId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FaultTimer> builder)
    {
        builder.ToTable("fault_timers");
        builder.HasIndex(timer => new { timer.FaultId, timer.Kind }).IsUnique();
        builder.HasIndex(timer => timer.DueAt).HasFilter("fired_at IS NULL").HasDatabaseName("ix_fault_timers_waiting");
        builder.HasOne<Fault>().WithMany().HasForeignKey(timer => timer.FaultId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<FaultFile> builder)
    {
        builder.ToTable("fault_files");
        builder.HasKey(file => new { file.FaultId, file.Sha256 });
        builder.Property(file => file.Sha256).HasMaxLength(64);
        builder.Property(file => file.MediaType).HasMaxLength(64);
        builder.Property(file => file.Label).HasMaxLength(60);
        builder.HasOne<Fault>().WithMany().HasForeignKey(file => file.FaultId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<HandledCommand> builder)
    {
        builder.ToTable("handled_commands");
        builder.HasKey(command => command.Key);
        builder.Property(command => command.Key).HasMaxLength(100);
        builder.Property(command => command.Subject).HasMaxLength(200);
        builder.Property(command => command.Answer).HasMaxLength(100);
        builder.HasIndex(command => command.At);
    }

    public void Configure(EntityTypeBuilder<NumberSeries> builder)
    {
        builder.ToTable("number_series");
        builder.HasKey(series => series.Series);
        builder.Property(series => series.Series).HasMaxLength(32);
    }
}
